document.getElementById('door').onclick = () => {
  document.getElementById('told').textContent = 'The smoke comes in.';
};
